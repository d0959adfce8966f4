import 'reflect-metadata';
import { All, Controller, Get, Module, Put } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

@Controller()
class ItemsController {
  @Get('items')
  list() {
    return [{ id: 1 }];
  }

  @Put('items')
  change() {
    return { id: 1 };
  }

  @All('failing')
  fail() {
    throw new Error('no such table: items');
  }
}

@Module({ controllers: [ItemsController] })
class AppModule {}

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  // @CORS@
  await app.listen(process.env.PORT, '127.0.0.1');
}

bootstrap();
